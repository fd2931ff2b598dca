"""Values of indicators as what others read: plain data, tables, JSON-stat, folders of files."""
