"""The month and its times, and the zones they can be shown in: for booking and for moving."""
