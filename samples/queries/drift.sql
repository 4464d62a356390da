-- Objects whose fields differ from the contract, and the most frequent of these fields: a producer has changed something.
SELECT object_key, fields_unknown AS unknown, fields_missing AS missing, fields_other_type AS other_type,
  concat_ws('; ',
    'unknown: ' || array_join(transform(map_entries(names.unknown), f -> f.key || ' ' || f.value), ', '),
    'missing: ' || array_join(transform(map_entries(names.missing), f -> f.key || ' ' || f.value), ', '),
    'other type: ' || array_join(transform(map_entries(names.otherType), f -> f.key || ' ' || f.value), ', ')) AS fields
FROM (
  SELECT *, from_json(drift,
    'unknown map<string, bigint>, missing map<string, bigint>, otherType map<string, bigint>') AS names
  FROM sparkify.load_history
  WHERE status = 'loaded' AND drift IS NOT NULL)
ORDER BY read_at DESC, object_key
LIMIT 50
