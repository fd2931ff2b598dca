"""The course of an evaluation: order, team, states from the queue to the follow-up, meetings, joint evaluations."""
