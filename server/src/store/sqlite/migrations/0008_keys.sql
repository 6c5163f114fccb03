-- API keys end by themselves, and tell when they were used last, to a few minutes. A server of the
-- version before, which may still run beside this one, does not see the end of a key.

ALTER TABLE api_keys ADD COLUMN expires_at INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
