"""What sets up, builds and locks the project; used by bin/ and the build hook, not part of the product."""
