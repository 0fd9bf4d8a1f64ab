"""The pages of questions, one form each: what is asked, and what the answers add to a profile."""
