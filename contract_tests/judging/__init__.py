"""From exchange to verdict: what was sent and answered, what the spec says of it, and the findings that follow."""
