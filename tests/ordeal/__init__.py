"""The ordeal: what the running program survives, tried out; `run.py ordeal` hands over to this."""
