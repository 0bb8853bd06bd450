# bash completion for coffee; load it with: source <(coffee completions bash)
_coffee() {
  local current="${COMP_WORDS[COMP_CWORD]}" path="" pending="" word="" index=0 count=0 IFS=$'\n'
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="${COMP_WORDS[index]}"
    if [[ -n $pending ]]; then
      [[ $word == "=" ]] || pending=""
      continue
    fi
    case "$path:$word" in
      brew:--cups | \
      brew:-c | \
      brew:--sugar | \
      brew:--seed | \
      brew:--max-wait | \
      brew:--ratio | \
      brew:--size | \
      brew:--syrup | \
      brew:--note | \
      brew:--brand | \
      brew:--output | \
      brew:-o | \
      shop:--brand | \
      shop/*:--brand) pending="$path:$word" ;;
      *:-?*) ;;
      :brew) path=brew ;;
      :shop) path=shop ;;
      shop:list) path=shop/list ;;
      shop:cup) path=shop/cup ;;
      *) count=$((count + 1)) ;;
    esac
  done
  [[ $current == "=" ]] && current=""
  COMPREPLY=()
  if [[ -n $pending ]]; then
    case "$pending" in
      brew:--size) COMPREPLY=($(compgen -W $'small\nmedium\nlarge' -- "$current")) ;;
      brew:--output | brew:-o) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case "$path" in
      "") COMPREPLY=($(compgen -W $'--loud\n--help\n-h' -- "$current")) ;;
      brew) COMPREPLY=($(compgen -W $'--cups\n-c\n--sugar\n--seed\n--max-wait\n--ratio\n--size\n--syrup\n--note\n--brand\n--output\n-o\n--loud\n--help\n-h' -- "$current")) ;;
      shop) COMPREPLY=($(compgen -W $'--brand\n--loud\n--help\n-h' -- "$current")) ;;
      shop/list) COMPREPLY=($(compgen -W $'--brand\n--loud\n--help\n-h' -- "$current")) ;;
      shop/cup) COMPREPLY=($(compgen -W $'--brand\n--loud\n--help\n-h' -- "$current")) ;;
    esac
    return
  fi
  case "$path:$count" in
    :0) COMPREPLY=($(compgen -W $'brew\nshop' -- "$current")) ;;
    brew:0) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    shop:0) COMPREPLY=($(compgen -W $'list\ncup' -- "$current")) ;;
    shop/list:*) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
    shop/cup:0) COMPREPLY=($(compgen -W $'small\nmedium\nlarge' -- "$current")) ;;
  esac
}
complete -F _coffee coffee
