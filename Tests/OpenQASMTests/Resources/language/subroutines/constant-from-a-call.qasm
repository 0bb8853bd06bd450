// parse: ok
// check: error 4
def three() -> int { return 3; }
const int n = three();
