"""Days: which of a text's dates may date an event, and which are the page's, a statement's or a later happening's (`event_dates`)."""
