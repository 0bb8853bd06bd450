/// What is wrong with the text of an observable, where, and what to type instead.
package struct ObservableError: Error, Hashable, Sendable {
  /// Counted in characters from 1.
  package let column: Int
  package let message: String
  package let help: String

  init(column: Int, _ message: String, help: String) {
    self.column = column
    self.message = message
    self.help = help
  }
}
