"""Writing the report together: sections with their writers, comments, versions, and the way out to Word and back."""
