"""News to signal: market articles in, claims, speakers and proved summaries out."""
