// parse: Q100 Q106 Q106 Q111 Q114 Q100
def f { }
def f() -> void { }
def f(array[int, 2] a) { }
def f(bit b[2]) { }
def f();
extern f(int a);
