/// A page of help that belongs to no verb: a topic, or a diagnostic code.
struct HelpTopic: Sendable, Equatable {
  let name: String
  /// One sentence.
  let summary: String
  /// The page as it is printed, each line ended.
  let text: String
  /// Whether the name is the code of a diagnostic; codes are not listed among the topics.
  let isCode: Bool

  init(name: String, summary: String, text: String, isCode: Bool = false) {
    self.name = name
    self.summary = summary
    self.text = text
    self.isCode = isCode
  }
}
