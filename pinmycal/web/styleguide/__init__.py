"""Every component in every state, for whoever develops."""
