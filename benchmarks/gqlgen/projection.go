package main

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"go.mongodb.org/mongo-driver/v2/bson"
)

var stored = map[string]string{"id": "_id", "identityNumber": "identityMask", "household": "householdId"}

// selected is what is asked for below a path of fields, none when the path is not selected.
func selected(ctx context.Context, path ...string) []graphql.CollectedField {
	operation := graphql.GetOperationContext(ctx)
	fields := graphql.CollectFieldsCtx(ctx, nil)
	for _, name := range path {
		var below []graphql.CollectedField
		for _, each := range fields {
			if each.Name == name {
				below = graphql.CollectFields(operation, each.Selections, nil)
			}
		}
		fields = below
	}
	return fields
}

// projection names the stored paths of what is selected.
func projection(ctx context.Context, fields []graphql.CollectedField) bson.D {
	paths := bson.D{{Key: "_id", Value: 1}}
	var collect func([]graphql.CollectedField, []string)
	collect = func(fields []graphql.CollectedField, prefix []string) {
		for _, each := range fields {
			if each.Name == "evidence" { // read from its own collection
				continue
			}
			name, known := stored[each.Name]
			if !known {
				name = each.Name
			}
			path := append(append([]string{}, prefix...), name)
			if len(each.Selections) > 0 && each.Name != "household" {
				collect(graphql.CollectFields(graphql.GetOperationContext(ctx), each.Selections, nil), path)
			} else if name != "_id" {
				paths = append(paths, bson.E{Key: strings.Join(path, "."), Value: 1})
			}
		}
	}
	collect(fields, nil)
	return paths
}
