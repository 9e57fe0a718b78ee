"""Invitations by list: pasted or uploaded lines, checked before anything is saved."""
