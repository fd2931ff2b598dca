"""The interface kit: pages, tables, forms, figures, numbers and dates for people. Knows no domain."""
