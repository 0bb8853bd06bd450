/// One of a study's main numbers.
package struct Statement: Hashable, Sendable {
  package var label: String
  /// The number as it is to be read, with its interval and unit, such as `0.71 ± 0.02`.
  package var value: String
  /// What the number means, in a sentence.
  package var meaning: String

  package init(label: String, value: String, meaning: String) {
    self.label = label
    self.value = value
    self.meaning = meaning
  }
}

/// A work that an analysis rests on.
package struct Citation: Hashable, Sendable {
  /// The work as a line of a list of references.
  package var text: String
  /// Where the work is; shown as a link when it is a web address.
  package var address: String?
  package var bibTeX: String

  package init(text: String, address: String? = nil, bibTeX: String) {
    self.text = text
    self.address = address
    self.bibTeX = bibTeX
  }
}
