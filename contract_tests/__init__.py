"""The contract run: tests of openapi/connect.yaml against a target, and the rooms that judge what came back."""
