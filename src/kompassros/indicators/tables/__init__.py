"""Tables of values as they occur: received, read by a mapping that a person looks over, stored as a release."""
