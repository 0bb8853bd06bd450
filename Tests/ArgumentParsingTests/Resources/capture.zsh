# Completes each of the lines $2... in a pseudo terminal, with the completion script $1 loaded, and prints what is
# offered, with a line "=== end" after each. compadd is wrapped so that it also writes down its matches.
zmodload zsh/zpty
out=$(mktemp)
cat > $out.rc <<'END'
PS1=; PS2=
autoload -Uz compinit; compinit -D -u
source $SCRIPT
compadd() { local -a matches; builtin compadd -A matches "$@"; print -rl -- $matches >> $OUT; builtin compadd "$@" }
finish() { print -r -- "=== end" >> $OUT; BUFFER= }
zle -C capture complete-word _main_complete; zle -N finish
bindkey '^I' capture; bindkey '^X' finish
END
zpty z "OUT=$out SCRIPT=$1 zsh -f -i"
zpty -w z "source $out.rc"
zpty -w -n z $'\x18'
shift
wait_for() { for i in {1..3000}; do [[ $(grep -c '=== end' $out) -ge $1 ]] && return; while zpty -r -t z x; do :; done; sleep 0.02; done }
wait_for 1
count=1
for line; do
  zpty -w -n z "$line"$'\t\x18'
  count=$((count + 1)); wait_for $count
done
cat $out; rm -f $out $out.rc; zpty -d z
