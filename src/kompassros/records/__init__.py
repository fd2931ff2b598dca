"""What every matter needs: history, freezing, jobs, slots, policies, the clock."""
