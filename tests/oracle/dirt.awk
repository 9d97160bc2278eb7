# What was spoiled (dirt_kinds.csv, dirt.csv) against what `check --all` printed. Prints a line for each kind, and each
# fault or finding that has no counterpart; its status is 1 when there was one.
# With every=1 each kind must have fallen.

# Findings are told by line, and by column where their rule is about a cell; a column that nothing reads is not judged.

# A header as it stands in the file, whatever its case and spaces.
function plain(header) {
    gsub(/[ \r]/, "", header)
    return tolower(header)
}
function complain(text) {
    wrong++
    if (wrong <= 40) print "    " text
}
# "extracts/x.csv, line 3, column B (cppl_person_id): detail"
function take_finding(text, at, header) {
    sub(/^ +/, "", text)
    at = text
    file = text
    sub(/(, line |: ).*/, "", file)
    line = 0
    if (match(at, /, line [0-9]+/)) line = substr(at, RSTART + 7, RLENGTH - 7) + 0
    header = ""
    if (match(at, /, column [A-Z]+ \(.*\)/)) {
        header = substr(at, RSTART, RLENGTH)
        sub(/^[^(]*\(/, "", header)
        sub(/\).*$/, "", header)
    }
    findings++
    found[file, line, rule]++
    if (header != "") {
        of_column[file, line, rule] = 1
        found[file, line, rule, plain(header)]++
    }
    found_file[findings] = file
    found_line[findings] = line
    found_rule[findings] = rule
    found_header[findings] = plain(header)
}

FNR == 1 { files++ }
FNR == 1 && files < 3 { FS = ","; next }
files == 1 {
    sub(/\r$/, "")
    split($0, of, ",")
    kinds[++kind_count] = of[1]
    told_by[of[1]] = of[2]
    next
}
files == 2 {
    sub(/\r$/, "")
    split($0, of, ",")
    faults++
    fault_file[faults] = of[1]
    fault_line[faults] = of[2]
    fault_column[faults] = plain(of[3])
    fault_kind[faults] = of[4]
    next
}

/^$/ { rule = heading = "" }
/^    [0-9]+ different names? of units / { next } # what the unknown units of the lines below come to
/^[a-z_]+, [0-9]+: / { rule = $0; sub(/,.*/, "", rule); next }
/^[a-z0-9_\/]+[.]csv \(/ { heading = $0; sub(/ \(.*/, "", heading); next }
heading != "" && /^    ignored / {
    name = $0
    sub(/^    ignored /, "", name)
    sub(/ \([A-Z]+\)$/, "", name)
    ignored[heading, plain(name)] = 1
}
rule != "" && /^    [.][.][.] and [0-9]+ more/ { complain("not all findings are shown: " $0); next }
rule != "" && /^    / { take_finding($0) }

END {
    for (i = 1; i <= faults; i++) {
        kind = fault_kind[i]
        many[kind]++
        rule = told_by[kind]
        where = fault_file[i] SUBSEP fault_line[i]
        spoiled[where] = spoiled[where] " " kind
        if (fault_column[i] != "" && ignored[fault_file[i], fault_column[i]]) {
            unread[kind]++
            continue
        }
        may[where, rule] = 1
        if (rule == "") continue
        lost[where] = 1
        column = fault_column[i]
        if (!found[where, rule] || (column != "" && of_column[where, rule] && !found[where, rule, column]))
            complain(kind " not told: " fault_file[i] ", line " fault_line[i] ", " fault_column[i] " (" rule ")")
        else
            told[kind]++
    }
    # What could not be read may leave its row without what it needs, or without a team.
    for (i = 1; i <= findings; i++) {
        where = found_file[i] SUBSEP found_line[i]
        if (may[where, found_rule[i]]) continue
        if (lost[where] && (found_rule[i] == "required_missing" || found_rule[i] == "no_unit")) {
            followed[found_rule[i]]++
            continue
        }
        complain("told, and not spoiled so: " found_rule[i] ", " found_file[i] ", line " found_line[i] ", " found_header[i] spoiled[where])
    }
    for (i = 1; i <= kind_count; i++)
        if (many[kinds[i]])
            printf "    %-28s %6d  %s\n", kinds[i], many[kinds[i]], told_by[kinds[i]] == "" ? "put right" : told[kinds[i]] + 0 " told as " told_by[kinds[i]] (unread[kinds[i]] ? ", " unread[kinds[i]] " in columns that nothing reads" : "")
        else
            none = none " " kinds[i]
    printf "    %d faults, %d findings; beside them %d rows without what they need, %d without a team\n", faults, findings, followed["required_missing"], followed["no_unit"]
    if (faults == 0) complain("nothing was spoiled")
    if (every && none != "") complain("kinds that did not fall:" none)
    exit wrong > 0
}
