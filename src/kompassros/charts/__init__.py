"""Charts: plain data in, a Vega specification with its table and alternative text out.

Pure: knows no database, no request and no language. Every text comes in as an argument.
"""
