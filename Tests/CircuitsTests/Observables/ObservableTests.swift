import Circuits
import Testing

@Suite struct ObservableTests {
  @Test(
    "Texts become canonical texts",
    arguments: [
      ("Z0", "Z0"), ("0.5*Z0*Z1 + X2", "0.5*Z0*Z1 + X2"), ("-0.3*Z0", "-0.3*Z0"), ("X2+0.5 Z1 Z0", "0.5*Z0*Z1 + X2"),
      ("  X0   Y1 ", "X0*Y1"), ("Z0*Z0", "1"), ("X0*Y0*Z0*X0*Y0*Z0", "-1"), ("X0*X0*Y1", "Y1"),
      ("Z0 + Z0 + Z0", "3*Z0"), ("Z0 - Z0", "0"), ("1 - 2", "-1"), ("I", "1"), ("2*I1", "2"),
      ("Z1 + Z0 + 1", "1 + Z0 + Z1"),
      ("mean(Z)", "0.25*Z0 + 0.25*Z1 + 0.25*Z2 + 0.25*Z3"), ("mean(Z0, Z1)", "0.5*Z0 + 0.5*Z1"), ("mean(X0)", "X0"),
      ("2*mean( X )", "0.5*X0 + 0.5*X1 + 0.5*X2 + 0.5*X3"), ("(Z0 + Z1)/2", "0.5*Z0 + 0.5*Z1"),
      ("-(X0 - Y1)", "-X0 + Y1"), ("--Z0", "Z0"), ("1e-3*Z0", "0.001*Z0"), (".5Z0", "0.5*Z0"), ("2*-Z3", "-2*Z3"),
      ("(X0 + Z1)*(X0 - Z1)", "0"), ("(X0 + Y0)*(X0 + Y0)", "2"), ("3", "3"), ("1e22*Z0", "1e+22*Z0"),
    ])
  func canonical(text: String, expected: String) throws {
    let observable = try ObservableText(text).resolved(qubitCount: 4)
    #expect(observable.description == expected)
    #expect(try ObservableText(observable.description).resolved(qubitCount: 4) == observable)
  }

  @Test(
    "Mistakes name their column and what to type",
    arguments: [
      ("", 1, "write an operator such as Z0"),
      ("Z", 1, "write Z0 for qubit 0, or mean(Z) for the mean over all qubits"),
      ("0.5*z1", 5, "write Z1"), ("Z0 +", 5, "write an operator such as Z0"),
      ("Z0 @ Z1", 4, "write an operator such as + or *"),
      ("(Z0", 4, "write )"), ("Z0)", 3, "write an operator such as + or *"),
      ("Q3", 1, "write X, Y or Z with a qubit such as Z0, or mean(Z)"),
      ("Z0 + Z7", 6, "write Z0 to Z3"), ("Z99999999999999999999", 1, "write a smaller number"),
      ("Z0 + X0*Y0", 6, "name each qubit once in a product, or an operator on it twice, as in X0*X0"),
      ("1e999*Z0", 1, "write a number such as 0.5 or 1e-3"), ("1.2.3", 1, "write a number such as 0.5 or 1e-3"),
      ("1e200*1e200*Z0", 1, "write smaller numbers"), ("Z0/0", 4, "divide by another number"),
      ("Z0/Z1", 4, "write a number to divide by"),
      ("mean Z", 6, "write ( after mean, as in mean(Z)"),
      ("mean(Z", 6, "write Z0 for qubit 0, or mean(Z) for the mean over all qubits"),
      ("mean(Z0,", 9, "write an operator such as Z0"),
      ("\u{1F41F}", 1, "write an operator such as Z0, a number or mean(Z)"),
      ("1e+", 1, "write a number such as 0.5 or 1e-3"),
    ])
  func mistakes(text: String, column: Int, help: String) {
    let error = #expect(throws: ObservableError.self) { try ObservableText(text).resolved(qubitCount: 4) }
    #expect(error?.column == column)
    #expect(error?.help == help)
  }

  @Test("Parentheses a thousand deep are refused, not followed")
  func deep() {
    let text = String(repeating: "(", count: 100_000) + "Z0" + String(repeating: ")", count: 100_000)
    let error = #expect(throws: ObservableError.self) { try ObservableText(text) }
    #expect(error?.message == "parentheses stand within each other more than 100 times")
  }

  @Test("A product of too many terms is refused")
  func tooManyTerms() {
    let error = #expect(throws: ObservableError.self) {
      try ObservableText("mean(Z)*mean(X)*mean(Z)*mean(X)").resolved(qubitCount: 100)
    }
    #expect(error?.message == "this product has more than 100000 terms")
  }

  @Test("Qubits of any number are told apart")
  func wide() throws {
    let observable = try ObservableText("Z155*X64*Y3").resolved(qubitCount: 156)
    #expect(observable.description == "Y3*X64*Z155")
    #expect(observable.qubitCount == 156)
    #expect(try ObservableText("2").resolved(qubitCount: 0).qubitCount == nil)
  }

  @Test("The mean over the qubits of an empty circuit is refused")
  func emptyMean() {
    #expect(throws: ObservableError.self) { try ObservableText("mean(Z)").resolved(qubitCount: 0) }
  }
}
