"""Documents: neutral blocks and typed cells in, files out. Knows no domain and no request."""
