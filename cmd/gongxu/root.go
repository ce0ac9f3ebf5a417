package main

import (
	"github.com/spf13/cobra"
)

// newRootCommand wires all commands.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "gongxu",
		Short: "Match Chinese patents with the technology needs of enterprises",
		Long: `Gongxu (供需) matches Chinese patents with the technology needs of enterprises, in both directions,
and explains every match.

Start with:  gongxu demo`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		newDemoCommand(),
		newIndexCommand(),
		newEmbedCommand(),
		newDistillCommand(),
		newRetrainCommand(),
		newMatchCommand(),
		newMatchAllCommand(),
		newSearchCommand(),
		newGetCommand(),
		newDeleteCommand(),
		newFeedbackCommand(),
		newInspectCommand(),
		newDictCommand(),
		newIndustryCommand(),
		newRunCommand(),
		newEvalCommand(),
		newTuneCommand(),
		newServeCommand(),
		newBenchCommand(),
		newConfigCommand(),
		newVersionCommand(),
	)
	addConfigFlag(root)
	markRunErrors(root)
	return root
}
