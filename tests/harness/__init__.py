"""What tests stand on: a throw-away PostgreSQL, a real server with a settable clock, a real browser."""
