#!/usr/bin/env bash
# Loads the published JSON files into PostgreSQL, in one transaction. Needs psql; it connects as psql's environment
# variables say (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE or PGSERVICE). An s3:// URL needs the AWS CLI as well.
set -euo pipefail
export LC_ALL=C
export PGCLIENTENCODING=UTF8 # of the files, whatever the encoding of the database
unset CDPATH
tables="users artists songs time songplays"

fail() { # exit code, message
  echo "load.sh: $2" >&2
  exit "$1"
}

refused() {
  fail 1 "Nothing was loaded: PostgreSQL refused, see its message above"
}

[[ $# == 1 && $1 != -* ]] || fail 2 "Usage: load.sh JSON_FOLDER_OR_S3_URL, such as target/sparkify/json or s3://my-lake/json/"
command -v psql > /dev/null || fail 1 "psql is not on the PATH: install PostgreSQL's client"
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/sparkify-load.XXXXXX")
trap 'rm -rf "$work"' EXIT
work=$(cd "$work" && pwd)
url=
folder=$1
if [[ $1 == s3://* ]]; then
  command -v aws > /dev/null || fail 1 "aws is not on the PATH: install the AWS CLI, or copy $1 to a folder by other means"
  url=$1
  folder=$work/json
  mkdir "$folder"
fi
[[ -d $folder ]] || fail 2 "No such folder: $folder"

# Makes the copy of an s3:// URL equal to it, with the times of the files.
copy() {
  [[ -z $url ]] || aws s3 sync --only-show-errors --delete --exact-timestamps "$url" "$folder"
}

# The published files of a table, in each folder from the oldest file to the newest. Foreign files are left out.
list() { # table
  local path=$1 part='-[01]+' folders directory names
  [[ -d $1 ]] || return 0
  if [[ $1 == songplays || $1 == time ]]; then
    path="$1/year=[0-9]{4}/month=[0-9]{1,2}/day=[0-9]{1,2}"
    part='-[0-9]{2}([0-9]{2}(-[01]+)?)?'
  fi
  folders=$(find -L "$1" -type d -print0 | tr '\n\0' '?\n' | sed -nE "\|^$path\$|p" | sort) || return 1
  for directory in $folders; do
    names=$(ls -trq "$directory") || return 1
    sed -nE "s|^$1($part)?\.json\$|$directory/&|p" <<< "$names"
  done
}

# Writes the rows of each table to $work. Fails if it could not read everything, or if a publication replaced files meanwhile.
read_files() {
  local table
  copy || return 1
  cd "$folder" || return 1
  for table in $tables; do
    list "$table" > "$work/$table.files" || return 1
  done
  for table in $tables; do
    : > "$work/$table.rows"
    [[ ! -s $work/$table.files ]] || xargs cat < "$work/$table.files" > "$work/$table.rows" || return 1
  done
  copy || return 1
  for table in $tables; do
    list "$table" > "$work/files.now" || return 1
    cmp -s "$work/$table.files" "$work/files.now" || {
      echo "files are being replaced; load again when no run publishes" >&2
      return 1
    }
  done
}

# psql runs beside this script, takes statements from descriptor 3, and answers on descriptor 4. It commits only if it is
# told to: when this script fails, the statements end, and PostgreSQL rolls back.
mkfifo "$work/statements" "$work/answers"
psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 < "$work/statements" > "$work/answers" &
psql=$!
exec 3> "$work/statements" 4< "$work/answers"
trap '' PIPE # if psql has ended, sending fails

send() { # lines
  printf '%s\n' "$@" >&3 || refused
}

# The lock first: files that were read before another load ended may be older than those that it loaded.
send "SET client_min_messages = warning;" \
  "SET idle_in_transaction_session_timeout = 0;" \
  "BEGIN ISOLATION LEVEL READ COMMITTED;" \
  "$(< "$scripts/lock.sql")" \
  "\! echo locked"
read -r _ <&4 || refused

attempts=5
until (read_files) 2> "$work/errors"; do
  attempts=$((attempts - 1))
  [[ $attempts != 0 ]] || fail 1 "Nothing was loaded: cannot read $1: $(tail -n 1 "$work/errors")"
  sleep 1
done
grep -q . "$work"/*.files \
  || fail 2 "No published files in $1: expected files such as songplays/year=2018/month=11/day=2/songplays.json and users/users.json"

send "SELECT count(to_regclass('sparkify.' || name)) < 5 AS absent FROM unnest(string_to_array('$tables', ' ')) name \gset" \
  "\if :absent" \
  "$(< "$scripts/schema.sql")" \
  "\endif" \
  "$(< "$scripts/staged.sql")"
quote="'"
for table in $tables; do
  # JSON has no control characters, so as quote and delimiter they leave each line as it is
  send "\copy staged_$table (row) FROM '${work//$quote/$quote$quote}/$table.rows' (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
done
send "$(< "$scripts/load.sql")" "COMMIT;"
for table in songplays users songs artists time; do
  send "SELECT '$table ' || count(*) FROM sparkify.\"$table\";"
done
exec 3>&-
cat <&4
wait "$psql" || refused
