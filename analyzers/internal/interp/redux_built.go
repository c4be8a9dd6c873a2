package interp

// Redux and react-redux in a build whose names are lost.

func init() {
	connects := []string{"initMapStateToProps", "initMapDispatchToProps", "initMergeProps"}
	builtFunctions = append(builtFunctions, []builtFunction{
		{defines: []string{"dispatch", "subscribe", "getState", "replaceReducer"}, call: reduxStore},
		{defines: []string{"actions", "caseReducers", "getInitialState"}, call: createSlice},
		{defines: connects, call: reduxConnect}, // of react-redux 5 to 7
		{defines: connects, within: true, call: reduxConnect},
	}...)
}
