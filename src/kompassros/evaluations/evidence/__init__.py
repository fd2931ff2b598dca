"""Evidence: files, pages and interviews, tied to the criteria that they support."""
