"""The benchmark: how fast Tawthiq reads, beside tools of the trade, on reports that it writes itself (`make bench`)."""
