// Package app wires the program: settings, database, slices, pages, jobs and the server that listens. It holds no rule of its own.
// The command line, the demonstration and end-to-end tests all start a Main.
//
//	m := &app.Main{Config: app.Defaults()}
//	m.Open(ctx)  // database, migrations, slices
//	m.Run(ctx)   // listens; m.URL says where
//	m.Close()    // lets visitors and jobs finish
package app
