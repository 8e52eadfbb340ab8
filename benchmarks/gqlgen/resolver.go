package main

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"gqlgen/graph"
	"gqlgen/record"
)

const pageSize = 20

// Resolver answers the root questions: what is selected is projected, households are read by one batch.
type Resolver struct {
	area                               string
	applications, households, evidence *mongo.Collection
}

func (r *Resolver) Query() graph.QueryResolver { return r }

func (r *Resolver) Application(ctx context.Context, number string) (*record.Application, error) {
	found := &record.Application{}
	asked := options.FindOne().SetProjection(projection(ctx, selected(ctx)))
	err := r.applications.FindOne(ctx, bson.D{{Key: "areas", Value: r.area}, {Key: "number", Value: number}}, asked).Decode(found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	papers := make(chan error, 1)
	go func() {
		papers <- r.attachPapers(ctx, found)
	}()
	err = r.attach(ctx, []*record.Application{found}, "household")
	return found, errors.Join(err, <-papers)
}

func (r *Resolver) Applications(ctx context.Context, state *string, first *int, after *string) (*record.ApplicationConnection, error) {
	filter := bson.D{{Key: "areas", Value: r.area}}
	if state != nil {
		filter = append(filter, bson.E{Key: "state", Value: *state})
	}
	made := &record.ApplicationConnection{PageInfo: &record.PageInfo{}, Count: r.counting(filter)}
	nodes := selected(ctx, "edges", "node")
	if nodes == nil {
		return made, nil
	}
	if after != nil {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: *after}}})
	}
	size := pageSize
	if first != nil {
		size = *first
	}
	asked := options.Find().SetProjection(projection(ctx, nodes)).SetSort(bson.D{{Key: "_id", Value: -1}}).
		SetLimit(int64(size + 1)).SetBatchSize(int32(size + 2))
	rows, err := all[record.Application](ctx, r.applications, filter, asked)
	if err != nil {
		return nil, err
	}
	made.PageInfo.HasNextPage = len(rows) > size
	rows = rows[:min(size, len(rows))]
	for _, each := range rows {
		made.Edges = append(made.Edges, &record.ApplicationEdge{Cursor: each.ID, Node: each})
		made.PageInfo.EndCursor = &each.ID
	}
	return made, r.attach(ctx, rows, "edges", "node", "household")
}

func (r *Resolver) counting(filter bson.D) func(context.Context) (*int, error) {
	return func(ctx context.Context) (*int, error) {
		number, err := r.applications.CountDocuments(ctx, filter)
		told := int(number)
		return &told, err
	}
}

func (r *Resolver) attach(ctx context.Context, rows []*record.Application, path ...string) error {
	fields := selected(ctx, path...)
	if fields == nil || len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for place, each := range rows {
		ids[place] = each.HouseholdID
	}
	filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
	asked := options.Find().SetProjection(projection(ctx, fields)).SetBatchSize(int32(len(ids) + 1))
	found, err := all[record.Household](ctx, r.households, filter, asked)
	known := make(map[string]*record.Household, len(found))
	for _, each := range found {
		known[each.ID] = each
	}
	for _, each := range rows {
		each.Household = known[each.HouseholdID]
	}
	return err
}

func all[T any](
	ctx context.Context, from *mongo.Collection, filter bson.D, asked *options.FindOptionsBuilder,
) ([]*T, error) {
	cursor, err := from.Find(ctx, filter, asked)
	if err != nil {
		return nil, err
	}
	var rows []*T
	err = cursor.All(ctx, &rows)
	return rows, err
}
