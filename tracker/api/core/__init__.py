"""Parts that all endpoints share: parameters, bodies, responses, errors."""
