#compdef coffee
# zsh completion for coffee; load it with: source <(coffee completions zsh), after compinit
_coffee() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C -s '--loud[Say more\: \[much\] more, even '\''quotes'\'' and \\ signs.]' \
    '(--help -h)--help[Print help.]' \
    '(--help -h)-h[Print help.]' \
    '1: :->verb' \
    '*:: :->rest'
  case $state in
    verb)
      local -a verbs=(
        'brew:Brew it.'
        'shop:Buy beans.'
      )
      _describe verb verbs
      ;;
    rest)
      case $line[1] in
        brew) _coffee_brew ;;
        shop) _coffee_shop ;;
      esac
      ;;
  esac
}

_coffee_brew() {
  _arguments -s '(--cups -c)--cups=[How many.]:N: ' \
    '(--cups -c)-c+[How many.]:N: ' \
    '--sugar=[Lumps of sugar.]:N: ' \
    '--seed=[Fix all chance.]:N: ' \
    '--max-wait=[How long to wait.]:T: ' \
    '--ratio=[Milk to coffee.]:X: ' \
    '--size=[The cup.]:SIZE:(small medium large)' \
    '*--syrup=[What to add.]:NAME: ' \
    '--note=[What to write on the cup.]:TEXT: ' \
    '--brand=[The beans.]:NAME: ' \
    '(--output -o)--output=[Where the receipt goes.]:FILE:_files' \
    '(--output -o)-o+[Where the receipt goes.]:FILE:_files' \
    '--loud[Say more\: \[much\] more, even '\''quotes'\'' and \\ signs.]' \
    '(--help -h)--help[Print help.]' \
    '(--help -h)-h[Print help.]' \
    '1:BEANS:_files' \
    '2::WATER: '
}

_coffee_shop() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C -s '--brand=[The beans.]:NAME: ' \
    '--loud[Say more\: \[much\] more, even '\''quotes'\'' and \\ signs.]' \
    '(--help -h)--help[Print help.]' \
    '(--help -h)-h[Print help.]' \
    '1: :->verb' \
    '*:: :->rest'
  case $state in
    verb)
      local -a verbs=(
        'list:Read shopping lists.'
        'cup:Buy a cup.'
      )
      _describe verb verbs
      ;;
    rest)
      case $line[1] in
        list) _coffee_shop_list ;;
        cup) _coffee_shop_cup ;;
      esac
      ;;
  esac
}

_coffee_shop_list() {
  _arguments -s '--brand=[The beans.]:NAME: ' \
    '--loud[Say more\: \[much\] more, even '\''quotes'\'' and \\ signs.]' \
    '(--help -h)--help[Print help.]' \
    '(--help -h)-h[Print help.]' \
    '*:FILE:_files'
}

_coffee_shop_cup() {
  _arguments -s '--brand=[The beans.]:NAME: ' \
    '--loud[Say more\: \[much\] more, even '\''quotes'\'' and \\ signs.]' \
    '(--help -h)--help[Print help.]' \
    '(--help -h)-h[Print help.]' \
    '1:SIZE:(small medium large)'
}

if [[ "${funcstack[1]}" == "_coffee" ]]; then
  _coffee "$@"
else
  compdef _coffee coffee
fi
