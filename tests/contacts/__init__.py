"""Recording a contact of any kind."""
