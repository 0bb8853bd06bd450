extension Application {
  /// The program that users run.
  static let shotglass = Application(
    verbs: [
      CheckVerb.verb, FormatVerb.verb, DrawVerb.verb, RunVerb.verb, ExportVerb.verb, ModelsVerb.verb,
      GradientVerb.verb, TrainVerb.verb, InvertVerb.verb, MembershipVerb.verb, UnlearnVerb.verb, AccountantVerb.verb,
      StudyVerb.verb, ReportVerb.verb, DevicesVerb.verb, JobsVerb.verb, EmulateVerb.verb, DoctorVerb.verb,
      CompletionsVerb.verb, ManVerb.verb,
    ],
    topics: [
      .exitCodes, .environment, .backends, .formats(FormatExample.all), .deviceFiles, .studyFiles, .evidence,
      .membershipEvidence, .bitOrder,
      .gates,
      .emulation, .diagnostics,
    ] + HelpTopic.codes,
    selfTest: SelfTest.run)
}
