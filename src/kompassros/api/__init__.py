"""The public, read-only HTTP interface."""
