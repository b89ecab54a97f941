"""What a consultant sends out to ask a team where its time goes."""
