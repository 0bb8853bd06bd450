import Defences
import Models
import Testing

@Suite("Errors of defences") struct DefenceErrorTests {
  @Test("an error of a model keeps its message and its help")
  func passedOn() {
    let error = ModelError.training(reason: "no rows", help: "give some")
    #expect(DefenceError.model(error).message == "no rows")
    #expect(DefenceError.model(error).help == "give some")
    #expect(DefenceError.misuse("delta is 2", help: "below 1").message == "delta is 2")
    #expect(DefenceError.misuse("delta is 2", help: "below 1").help == "below 1")
  }
}
