"""The public site, and the home page of those who are signed in."""
