#!/usr/bin/env bash
# Loads the published JSON files into PostgreSQL, in one transaction. Needs psql; it connects as psql's environment
# variables say (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE or PGSERVICE). An s3:// URL needs the AWS CLI as well.
set -euo pipefail
export LC_ALL=C

fail() { # exit code, message
  echo "load.sh: $2" >&2
  exit "$1"
}

[[ $# == 1 && $1 != -* ]] || fail 2 "Usage: load.sh JSON_FOLDER_OR_S3_URL, such as target/sparkify/json or s3://my-lake/json/"
command -v psql > /dev/null || fail 1 "psql is not on the PATH: install PostgreSQL's client"
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
if [[ $folder == s3://* ]]; then
  command -v aws > /dev/null || fail 1 "aws is not on the PATH: install the AWS CLI, or copy $folder to a folder by other means"
  copy=$(mktemp -d "${TMPDIR:-/tmp}/sparkify-json.XXXXXX")
  trap 'rm -rf "$copy"' EXIT
  # keeps the times of the files, by which overlapping files are told apart
  aws s3 sync --only-show-errors "$folder" "$copy" || fail 1 "Cannot read $folder"
  folder=$copy
fi
[[ -d $folder ]] || fail 2 "No such folder: $folder"
cd "$folder"
[[ -d songplays || -d users || -d songs ]] \
  || fail 2 "No published files in $1: expected the folders songplays, users, songs, artists and time"

# The lines of a table's files, in each folder from the oldest file to the newest.
lines() { # table
  local directory
  [[ -d $1 ]] || return 0
  find "$1" -type d | sort | while IFS= read -r directory; do
    find "$directory" -maxdepth 1 -name '*.json' -exec ls -tr {} + | xargs -r cat 2> /dev/null
  done
}

script() {
  echo "SET client_min_messages = warning;"
  echo "BEGIN;"
  cat "$scripts/schema.sql" "$scripts/staged.sql"
  local table
  for table in users artists songs time songplays; do
    # JSON has no control characters, so as quote and delimiter they leave each line as it is
    echo "COPY staged_$table (row) FROM STDIN (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02');"
    lines "$table"
    echo '\.'
  done
  cat "$scripts/load.sql"
  echo "COMMIT;"
  for table in songplays users songs artists time; do
    echo "SELECT '$table ' || count(*) FROM sparkify.\"$table\";"
  done
}

script | psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --output=/dev/stdout \
  | sed '/^$/d' || fail 1 "Nothing was loaded: PostgreSQL refused, see its message above"
