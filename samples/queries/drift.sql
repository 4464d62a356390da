-- Objects whose fields differ from the contract, and which fields: a producer has changed something.
SELECT object_key, fields_unknown, fields_missing, fields_other_type, drift
FROM sparkify.load_history
WHERE status = 'loaded' AND drift IS NOT NULL
ORDER BY read_at DESC, object_key
LIMIT 50
