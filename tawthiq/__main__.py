"""`python -m tawthiq` is the same as `tawthiq`."""

from tawthiq.cli import main

main()
