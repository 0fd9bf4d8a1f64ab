"""Forms turn a request into values and back; they judge nothing that a use case judges."""
