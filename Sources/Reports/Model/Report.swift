package import Studies

/// What a study found, in words, numbers and figures: the value that every form of a report is written from.
///
/// Whatever is said of a text holds for all of them: any characters may stand in it, and it is shown as it is.
package struct Report: Hashable, Sendable {
  package var title: String
  /// What the study asks, in one sentence.
  package var question: String
  /// The main numbers, the most important first.
  package var summary: [Statement]
  package var sections: [Section]
  /// How the study was done, a paragraph each.
  package var methods: [String]
  /// What must hold for the findings to hold.
  package var assumptions: [String]
  package var citations: [Citation]
  /// What it takes to repeat the study: versions, seeds, hashes.
  package var provenance: [Provenance]
  /// Who takes part in the setting, and what each of them sees.
  package var parties: [Party]

  package init(
    title: String, question: String, summary: [Statement] = [], sections: [Section] = [], methods: [String] = [],
    assumptions: [String] = [], citations: [Citation] = [], provenance: [Provenance] = [], parties: [Party] = []
  ) {
    self.title = title
    self.question = question
    self.summary = summary
    self.sections = sections
    self.methods = methods
    self.assumptions = assumptions
    self.citations = citations
    self.provenance = provenance
    self.parties = parties
  }
}

/// A chapter: paragraphs, then figures, then tables.
package struct Section: Hashable, Sendable {
  /// What links and files are named by; it is made fit for that, and unique, where it is not.
  package var id: String
  package var title: String
  package var paragraphs: [String]
  package var figures: [Figure]
  package var tables: [Table]

  package init(
    id: String, title: String, paragraphs: [String] = [], figures: [Figure] = [], tables: [Table] = []
  ) {
    self.id = id
    self.title = title
    self.paragraphs = paragraphs
    self.figures = figures
    self.tables = tables
  }
}

/// A chart with the words that it needs.
package struct Figure: Hashable, Sendable {
  /// What links and files are named by, as a section's.
  package var id: String
  package var title: String
  /// What is to be seen, in words that stand for the chart where it cannot be seen.
  package var caption: String
  package var chart: Chart
  /// How the intervals were made.
  package var intervalNote: String?

  package init(id: String, title: String, caption: String, chart: Chart, intervalNote: String? = nil) {
    self.id = id
    self.title = title
    self.caption = caption
    self.chart = chart
    self.intervalNote = intervalNote
  }
}

extension Citation {
  /// The address where a reader may safely follow it.
  var webAddress: String? {
    guard let address else { return nil }
    let isWeb = ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
    return isWeb && !address.unicodeScalars.contains { $0.properties.isWhitespace } ? address : nil
  }
}

/// One fact that it takes to repeat the study.
package struct Provenance: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
