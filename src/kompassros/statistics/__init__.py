"""The statistics store: what was measured about which unit, in releases that never change, and its comparison."""
