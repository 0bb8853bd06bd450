# fish completion for coffee; load it with: coffee completions fish | source
function __coffee_path
  set -l path ""
  set -l skips_next 0
  set -l words (commandline -opc)
  for word in $words[2..-1]
    if test $skips_next = 1
      set skips_next 0
      continue
    end
    switch "$path:$word"
      case 'brew:--cups' 'brew:-c' 'brew:--sugar' 'brew:--seed' 'brew:--max-wait' 'brew:--ratio' 'brew:--size' 'brew:--syrup' 'brew:--note' 'brew:--brand' 'brew:--output' 'brew:-o' 'shop:--brand' 'shop/*:--brand'
        set skips_next 1
      case :brew
        set path brew
      case :shop
        set path shop
      case shop:list
        set path shop/list
      case shop:cup
        set path shop/cup
    end
  end
  echo "$path"
end
complete -c coffee -f
complete -c coffee -n 'test (__coffee_path) = ""' -a brew -d 'Brew it.'
complete -c coffee -n 'test (__coffee_path) = ""' -a shop -d 'Buy beans.'
complete -c coffee -n 'test (__coffee_path) = ""' -l loud -d 'Say more: [much] more, even \'quotes\' and \\ signs.'
complete -c coffee -n 'test (__coffee_path) = ""' -l help -s h -d 'Print help.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -F
complete -c coffee -n 'test (__coffee_path) = "brew"' -l cups -s c -x -d 'How many.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l sugar -x -d 'Lumps of sugar.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l seed -x -d 'Fix all chance.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l max-wait -x -d 'How long to wait.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l ratio -x -d 'Milk to coffee.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l size -x -a 'small medium large' -d 'The cup.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l syrup -x -d 'What to add.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l note -x -d 'What to write on the cup.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l brand -x -d 'The beans.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l output -s o -r -F -d 'Where the receipt goes.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l loud -d 'Say more: [much] more, even \'quotes\' and \\ signs.'
complete -c coffee -n 'test (__coffee_path) = "brew"' -l help -s h -d 'Print help.'
complete -c coffee -n 'test (__coffee_path) = "shop"' -a list -d 'Read shopping lists.'
complete -c coffee -n 'test (__coffee_path) = "shop"' -a cup -d 'Buy a cup.'
complete -c coffee -n 'test (__coffee_path) = "shop"' -l brand -x -d 'The beans.'
complete -c coffee -n 'test (__coffee_path) = "shop"' -l loud -d 'Say more: [much] more, even \'quotes\' and \\ signs.'
complete -c coffee -n 'test (__coffee_path) = "shop"' -l help -s h -d 'Print help.'
complete -c coffee -n 'test (__coffee_path) = "shop/list"' -F
complete -c coffee -n 'test (__coffee_path) = "shop/list"' -l brand -x -d 'The beans.'
complete -c coffee -n 'test (__coffee_path) = "shop/list"' -l loud -d 'Say more: [much] more, even \'quotes\' and \\ signs.'
complete -c coffee -n 'test (__coffee_path) = "shop/list"' -l help -s h -d 'Print help.'
complete -c coffee -n 'test (__coffee_path) = "shop/cup"' -a 'small medium large'
complete -c coffee -n 'test (__coffee_path) = "shop/cup"' -l brand -x -d 'The beans.'
complete -c coffee -n 'test (__coffee_path) = "shop/cup"' -l loud -d 'Say more: [much] more, even \'quotes\' and \\ signs.'
complete -c coffee -n 'test (__coffee_path) = "shop/cup"' -l help -s h -d 'Print help.'
