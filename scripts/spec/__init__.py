"""The one reader of OpenAPI documents: values by pointer, operations, schemas, and checks."""
