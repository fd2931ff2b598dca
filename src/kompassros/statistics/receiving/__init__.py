"""Reading statistics files as they come: tables of any layout, printed numbers, JSON-stat; nothing is stored here."""
